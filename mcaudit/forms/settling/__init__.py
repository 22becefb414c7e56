"""The page and the workbook in which disagreements of reviewers are settled."""
