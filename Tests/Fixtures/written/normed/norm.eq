# A layer normalization whose epsilon, tiny in its config, stands beside sigma.
layer OwnNorm
weight scale (n)
weight shift (n)
mu = mean(x, axis=-1, keepdims=True)
sigma = sqrt(mean(square(x - mu), axis=-1, keepdims=True))
y = scale * (x - mu) / (sigma + tiny) + shift
output (n)
