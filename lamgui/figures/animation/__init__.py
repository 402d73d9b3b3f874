"""The path as an animation for a talk: γ(α), F(γ(α)), the gradient, the sum so far, and D with a cursor."""
