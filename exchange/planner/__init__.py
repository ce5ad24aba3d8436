"""The planner of meetings: reads a problem, computes a plan with its proven bound, checks it and gives reasons.

Pure Python and OR-tools: nothing here knows the database or Django.
"""
