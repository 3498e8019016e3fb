"""What the council does about its plans: actions, risks, projects and programmes, who carries how much, and service plans.

It knows priorities, measures, units and people. Recommendations, promises and rounds link to its records from above.
"""
