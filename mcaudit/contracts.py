"""Every file format of ours with its version, the columns that are read back, and the defaults of a policy."""

PROFILE_FORMAT = "mcaudit-profile/1"
POLICY_FORMAT = "mcaudit-policy/1"
DECISIONS_FORMAT = "mcaudit-decisions/1"
CONFIG_FORMAT = "mcaudit-config/1"
WORKSHEET_FORMAT = "mcaudit-worksheet/1"
"""What a reviewers' workbook names."""
SETTLING_FORMAT = "mcaudit-settling/1"
"""What a workbook names in which disagreements are settled."""
INTAKE_FORMAT = "mcaudit-intake/1"
"""What the form and the workbook of a profile save."""
IMPORT_FORMAT = "mcaudit-import/1"
"""What an import of published credentials took, left over, and dropped."""
ISSUER_FORMAT = "mcaudit-issuer/1"
"""Who signs endorsements."""
FACTS_FORMAT = "mcaudit-facts/2"
CRITERIA_FORMAT = "mcaudit-criteria/2"
AUDIT_FORMAT = "mcaudit-audit/2"
EARLIER_AUDIT_FORMATS = ("mcaudit-audit/1",)
"""Formats of audits that are still read."""
COMPARISON_FORMAT = "mcaudit-comparison/2"
ACCEPTANCE_FORMAT = "mcaudit-acceptance/1"
VERSIONS_FORMAT = "mcaudit-versions/2"
FEEDBACK_FORMAT = "mcaudit-feedback/2"
SITE_FORMAT = "mcaudit-site/1"
"""What the list of a site's files names."""
TABLE_FORMAT = "mcaudit-table/1"
"""The columns of a batch's tables, as their Parquet metadata name them."""
BATCH_FORMAT = "mcaudit-batch/1"
"""What the manifest of a batch names."""

DEFAULT_QUORUM = 2
"""How many reviewers decide a criterion."""


class WorksheetHead:
    """The heads of the columns that are read back from a reviewers' workbook."""

    CRITERION = "Criterion"
    ANSWER = "Your answer"
    WHY = "Why"
    SATISFY = "What would satisfy it"
    CITED = "Your citations"
    DATE = "Date"
    COMMENT = "Comment on the criterion"


class SettlingHead:
    """The heads of the columns that are read back from a workbook in which disagreements are settled."""

    CRITERION = "Criterion"
    ANSWER = "What holds"
    WHY = "Why it holds"
    DATE = "Date"
