"""Forms in which a provider describes a micro-credential: a skeleton to type in, a web page, and a workbook."""
