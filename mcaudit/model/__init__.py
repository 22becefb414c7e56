"""What mcaudit speaks of: editions, profiles, decisions, findings and audits, as frozen values."""

from mcaudit.model import conditions
from mcaudit.model.agreement import Agreement, Agreements, Coefficient
from mcaudit.model.audit import (
    Audit,
    ComponentResult,
    Counts,
    Finding,
    Location,
    Repeat,
    Requirement,
    Score,
    SubcomponentResult,
    WaiverResult,
    WaiverUse,
    Words,
)
from mcaudit.model.bearing import places_bearing
from mcaudit.model.change import Change, EarlierAudit, EarlierFinding, Effect, Progress, Since, TextChange
from mcaudit.model.deciding import facts_decide, facts_may_decide, settled_criteria
from mcaudit.model.decision import Decision, Standing
from mcaudit.model.edition import (
    Component,
    Criterion,
    DerivedFact,
    Edition,
    Example,
    Examples,
    Group,
    Note,
    Outcome,
    Skip,
    StateBinding,
    Subcomponent,
    Work,
    WorkReference,
)
from mcaudit.model.names import entry_named, folded, same_name
from mcaudit.model.parties import Parties
from mcaudit.model.policy import (
    Policy,
    PolicyConflict,
    PolicySource,
    RequiredDesired,
    Setting,
    SettingKind,
    SettingValue,
    Statement,
    States,
    Waiver,
    criteria_set,
    fact_place,
    least,
)
from mcaudit.model.profile import Citation, DocumentState, Position, Profile, Response, Warned
from mcaudit.model.purposes import Purpose, SourcedPlace
from mcaudit.model.review import Opinion, Pins, Review, Reviewer, Settlement, Uncounted, Vote, Way, is_document_number
from mcaudit.model.words import (
    JUDGMENTS,
    Actor,
    Answer,
    Basis,
    Binding,
    Decider,
    Effort,
    Gate,
    JsonObject,
    Level,
    Rating,
    Status,
    Suggestion,
    Verdict,
)

__all__ = [
    "JUDGMENTS", "Actor", "Agreement", "Agreements", "Answer", "Audit", "Basis", "Binding", "Change", "Citation",
    "Coefficient", "Component", "ComponentResult", "Counts", "Criterion", "Decider", "Decision", "DerivedFact",
    "DocumentState", "EarlierAudit", "EarlierFinding", "Edition", "Effect", "Effort", "Example", "Examples",
    "Finding", "Gate", "Group", "JsonObject", "Level", "Location", "Note", "Opinion", "Outcome", "Parties", "Pins",
    "Policy", "PolicyConflict", "PolicySource", "Position", "Profile", "Progress", "Purpose", "Rating", "Repeat",
    "RequiredDesired", "Requirement", "Response", "Review", "Reviewer", "Score", "Setting", "SettingKind",
    "SettingValue", "Settlement", "Since", "Skip", "SourcedPlace", "Standing", "StateBinding", "Statement",
    "States", "Status", "Subcomponent", "SubcomponentResult", "Suggestion", "TextChange", "Uncounted", "Verdict",
    "Vote", "Waiver", "WaiverResult", "WaiverUse", "Warned", "Way", "Words", "Work", "WorkReference", "conditions",
    "criteria_set", "entry_named", "fact_place", "facts_decide", "facts_may_decide", "folded", "is_document_number",
    "least", "places_bearing", "same_name", "settled_criteria",
]  # fmt: skip
