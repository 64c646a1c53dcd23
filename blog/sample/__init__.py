"""The sample site: people, posts and replies of a small practice for movement and anatomy, all of them made up."""
