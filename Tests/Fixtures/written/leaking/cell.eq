layer LeakyCell
weight W (features, units)
weight U (units, units)
state h (units)
h = (1 - leak) * h_prev + leak * tanh(x @ W + h_prev @ U)
