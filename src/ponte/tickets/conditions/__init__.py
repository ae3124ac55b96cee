"""One language for conditions on tickets: views, deadlines, routing, automation and the API's filters speak it.

    {"all": [
        {"field": "priority", "operator": "is", "value": ["high", "urgent"]},
        {"not": {"field": "assignee", "operator": "is", "value": ["nobody"]}}
    ]}

`parsing.parse` understands and checks it, `selecting.select` asks the database, `matching.matches` asks one ticket
in memory (both answer alike), `wording.sentence` says it. `fields.register` teaches it a field. See docs/views.md.
"""
