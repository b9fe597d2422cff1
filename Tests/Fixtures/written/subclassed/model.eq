layer OwnModel
weight W1 (3, wide)
weight b1 (wide)
weight W2 (wide, narrow)
weight b2 (narrow)
z1 = x @ W1 + b1
a1 = relu(z1)
y = a1 @ W2 + b2
