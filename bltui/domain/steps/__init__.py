"""Step boards, group cycles, and evidence."""
