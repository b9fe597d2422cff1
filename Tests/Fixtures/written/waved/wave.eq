layer wave = z * sigmoid(1.5 * z)
