"""A plan that is sent again: what it says otherwise than the issue before, and why."""
