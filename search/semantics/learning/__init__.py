"""How `manage.py learn_map` learns the map: from pairs of German and Czech texts with the same meaning."""
