"""Learning from the decisions of the team which replies are spam."""
