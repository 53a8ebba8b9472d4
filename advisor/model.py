"""Every kind of entry in the knowledge pack, in one place.

The reader, the checks and the field table of ``rules/README.md`` are all made from these records.
"""

from collections.abc import Mapping

from advisor import business, delivery, offer
from advisor.estimates import ESTIMATE_KINDS

KINDS: Mapping[str, type] = {
    "sources": business.Source,
    "sections": business.Section,
    "questions": business.Question,
    "areas": business.Area,
    "activities": business.Activity,
    "requirements": business.Requirement,
    "risks": business.Risk,
    "functions": business.Function,
    "kpis": business.Kpi,
    "aspects": business.Aspect,
    "methods": business.Method,
    "triggers": business.Trigger,
    "beliefs": business.Belief,
    "processes": business.Process,
    "pains": business.Pain,
    "orientations": business.Orientation,
    "presets": business.Preset,
    "releases": offer.Release,
    "apps": offer.App,
    "alternatives": offer.Alternative,
    "countries": offer.Country,
    "notices": offer.Notice,
    "plan_rules": offer.PlanRule,
    **ESTIMATE_KINDS,
    "data_objects": delivery.DataObject,
    "migrations": delivery.Migration,
    "interfaces": delivery.Interface,
    "duties": delivery.Duty,
    "conflicts": delivery.Conflict,
    "user_roles": delivery.UserRole,
    "parties": delivery.Party,
    "responsibilities": delivery.Responsibility,
    "messages": delivery.Message,
    "criteria": delivery.Criterion,
    "terms": delivery.Term,
}
"""Every kind of entry: the heading it stands under in a pack file, and its record."""
