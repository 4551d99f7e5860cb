"""The step boards: eight steps, the recursive cycles of each group, what shows that work was done,
and checks of them.
"""
