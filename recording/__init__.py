"""WHAT A CLASS LEAVES BEHIND: each track as it came, one clock, a mix, a stage and a manifest."""
