"""News and UN texts on diplomacy → a knowledge graph in which every fact names its sentence."""
