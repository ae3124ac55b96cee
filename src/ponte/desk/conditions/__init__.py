"""The builder of conditions: one component for views, policies, and whatever else chooses tickets. See `building`."""
