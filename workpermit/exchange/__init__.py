"""What other offices tell this one: asked over the network by the exchange zone alone."""
