"""The pages of a return: what comes next, the check, who must be told, agreements."""
