"""What changed: from one version of a profile to the next, and since an earlier audit."""
