"""Where pages come from: the only home of the network client."""
