/* Only comfort: every page does the same without it. */
(function () {
  "use strict";

  /* "None of these" and "Not sure yet" stand alone; ticking anything else takes them away. Runs before htmx sends. */
  function alone(event) {
    var field = event.target, group = field.closest && field.closest("fieldset.question");
    if (!group || !field.name || field.name.slice(0, 2) !== "a.") return;
    var unsure = field.hasAttribute("data-alone");
    if (unsure ? !field.checked : field.type === "radio") return;
    group.querySelectorAll('[name="' + field.name + '"]').forEach(function (other) {
      if (other === field) return;
      if (other.type === "checkbox" && (unsure || other.hasAttribute("data-alone"))) other.checked = false;
      if (unsure && (other.type === "text" || other.tagName === "TEXTAREA")) other.value = "";
    });
  }
  document.addEventListener("change", alone, true);
  document.addEventListener("input", function (event) { if (event.target.type === "text") alone(event); }, true);

  /* What an error page says, in one line. */
  function sentences(text) {
    var page = new DOMParser().parseFromString(text || "", "text/html");
    return Array.prototype.map.call(page.querySelectorAll("#content h1, #content p[dir]"), function (part) {
      return part.textContent.trim().replace(/\.?$/, ".");
    }).join(" ");
  }

  /* Nothing typed is lost: what the server has not got yet goes along when the page is left, and trouble is said. */
  var survey = document.getElementById("survey"), trouble = document.getElementById("trouble");
  if (survey && trouble && window.htmx) {
    var typed = 0, sent = 0, kept = 0;
    survey.addEventListener("input", function () { typed += 1; });
    survey.addEventListener("submit", function () { kept = typed; });
    document.addEventListener("htmx:beforeRequest", function (event) { if (event.detail.elt === survey) sent = typed; });
    document.addEventListener("htmx:afterRequest", function (event) {
      if (event.detail.elt !== survey) return;
      var status = event.detail.xhr.status, taken = [200, 409, 422].indexOf(status) >= 0;
      if (taken) kept = sent;
      trouble.hidden = taken;
      var said = sentences(event.detail.xhr.responseText);
      trouble.textContent = taken ? "" : status === 401 || status === 403
        ? trouble.getAttribute("data-logged-out")
        : (status >= 400 && status < 500 && said && trouble.getAttribute("data-not-saved") + " " + said)
          || trouble.getAttribute("data-failed");
    });
    /* A link followed before the server has what was typed is followed by way of the server, with what was typed. */
    var going = document.createElement("input");
    going.type = "hidden";
    going.name = "go";
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href]");
      if (!link || typed <= kept || event.defaultPrevented || event.button) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
      if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
      event.preventDefault();
      kept = typed;
      going.value = link.pathname + link.search + link.hash;
      survey.appendChild(going);
      survey.submit();
    });
    window.addEventListener("pagehide", function () { going.remove(); });
    window.addEventListener("pagehide", function () {
      if (typed > kept && navigator.sendBeacon) navigator.sendBeacon(survey.action, new FormData(survey));
    });
  }

  /* What was typed into one form is not lost without a word by sending another one or by leaving. */
  var unsent = new Set();
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.method === "post" && !form.hasAttribute("hx-post")) unsent.add(form);
  });
  document.addEventListener("submit", function (event) { unsent.delete(event.target); });
  window.addEventListener("beforeunload", function (event) { if (unsent.size) event.preventDefault(); });

  /* Times in the zone of the person who reads them. */
  var language = document.documentElement.lang;
  function spoken(text) {
    var moment = new Date(text);
    if (isNaN(moment)) return "";
    return moment.toLocaleString(language === "en" ? [] : language, { dateStyle: "medium", timeStyle: "short" });
  }
  function local(root) {
    root.querySelectorAll("option[data-at]").forEach(function (version) {
      var here = spoken(version.getAttribute("data-at"));
      if (here) version.textContent = version.textContent.replace(version.getAttribute("data-shown"), here);
    });
    root.querySelectorAll("time[datetime]").forEach(function (time) {
      time.textContent = spoken(time.getAttribute("datetime")) || time.textContent;
    });
  }
  local(document);
  document.addEventListener("htmx:load", function (event) { local(event.detail.elt); });

  /* The picture: a chosen box lights what leads to it and what it leads to, and its reasons come beside it. */
  document.querySelectorAll(".map .drawing").forEach(function (svg) {
    var arrows = Array.prototype.slice.call(svg.querySelectorAll(".arrow"));
    function carried(arrow) { return (arrow.getAttribute("data-carries") || "").split(" "); }
    /* Along an arrow goes on only what arrived: requirements that merely meet in a function light no path of others. */
    function follow(id, from, to, lit, arrived) {
      arrows.forEach(function (arrow) {
        if (arrow.getAttribute(from) !== id) return;
        var on = carried(arrow).filter(function (one) { return !arrived || arrived.indexOf(one) >= 0; });
        if (!on.length) return;
        lit.add(arrow).add(arrow.getAttribute(to));
        follow(arrow.getAttribute(to), from, to, lit, on);
      });
    }
    svg.addEventListener("click", function (event) {
      var link = event.target.closest("a[data-id]");
      if (!link || !window.htmx) return;
      event.preventDefault();
      var id = link.getAttribute("data-id"), lit = new Set([id]);
      follow(id, "data-from", "data-to", lit);
      follow(id, "data-to", "data-from", lit);
      svg.classList.add("chosen");
      svg.querySelectorAll(".box").forEach(function (box) { box.classList.toggle("lit", lit.has(box.getAttribute("data-id"))); });
      arrows.forEach(function (arrow) { arrow.classList.toggle("lit", lit.has(arrow)); });
      window.htmx.ajax("GET", link.getAttribute("href"), { target: "#why", swap: "innerHTML" });
    });
  });

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.getAttribute("data-copy")).value);
      button.textContent = "Copied";
    });
  });

  /* Where a row of tabs is wider than the screen, the current one is to be seen. */
  document.querySelectorAll(".tabs ul, .topics ol").forEach(function (row) {
    var current = row.querySelector("[aria-current]");
    if (current) row.scrollLeft = current.offsetLeft - row.clientWidth / 2 + current.offsetWidth / 2;
  });

  var errors = document.getElementById("errors");
  if (errors) errors.focus();
})();
