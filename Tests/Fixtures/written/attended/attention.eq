# Scores every timestep, and adds them up by their shares.
layer WordAttention
weight W (features, units)
weight b (units)
weight u (units, 1)
e = tanh(x @ W + b)         # what is scored
s = e @ u                   # a score of every timestep
a = softmax(s, axis=0)      # shares that add up to 1 over time
y = sum(a * x, axis=0)      # timesteps by their shares
output (features)
