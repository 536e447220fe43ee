"""Write, finish and correct an interview; review it; record what followed; share it; agree how."""
