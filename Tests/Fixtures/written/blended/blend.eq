layer Blend = share * x0 + (1 - share) * x1  # share stands in its config
layer encoder/twice = x * 2
