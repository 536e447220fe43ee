"""The language as data: every key of rulebooks, stories and facts, with its meaning and shape.

From here come the schemas that editors use and the reference of the language. The readers of the
files decide what is accepted; tests compare the two key by key.
"""
