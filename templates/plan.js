(function () {
  "use strict";
  var svg = document.querySelector(".picture svg");
  if (svg) {
    var arrows = Array.prototype.slice.call(svg.querySelectorAll(".arrow"));
    var carried = function (arrow) { return (arrow.getAttribute("data-carries") || "").split(" "); };
    // Along an arrow goes on only what arrived: requirements that merely meet in a function light no path of others.
    var follow = function (id, from, to, lit, arrived) {
      arrows.forEach(function (arrow) {
        if (arrow.getAttribute(from) !== id) { return; }
        var on = carried(arrow).filter(function (one) { return !arrived || arrived.indexOf(one) >= 0; });
        if (!on.length) { return; }
        lit.add(arrow);
        lit.add(arrow.getAttribute(to));
        follow(arrow.getAttribute(to), from, to, lit, on);
      });
    };
    var show = function (box) {
      var lit = new Set();
      if (box) {
        lit.add(box.getAttribute("data-id"));
        follow(box.getAttribute("data-id"), "data-from", "data-to", lit);
        follow(box.getAttribute("data-id"), "data-to", "data-from", lit);
      }
      svg.classList.toggle("chosen", !!box);
      svg.querySelectorAll(".box[data-id]").forEach(function (other) {
        other.classList.toggle("lit", lit.has(other.getAttribute("data-id")));
      });
      arrows.forEach(function (arrow) { arrow.classList.toggle("lit", lit.has(arrow)); });
    };
    svg.setAttribute("role", "group");  // a picture with buttons in it is no longer one image
    var chosen = null;
    svg.querySelectorAll(".box[data-id]").forEach(function (box) {
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "button");
      box.setAttribute("aria-label", box.querySelector("title").textContent);  // else its name is said twice
      var toggle = function () { chosen = chosen === box ? null : box; show(chosen); };
      box.addEventListener("click", toggle);
      box.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(); }
      });
    });
  }
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.prototype.filter.call(document.querySelectorAll("details.reasons"), function (item) { return !item.open; });
    closed.forEach(function (item) { item.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (item) { item.open = false; }); });
})();
