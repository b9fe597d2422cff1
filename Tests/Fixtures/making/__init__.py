"""Makes test models with real Keras and writes down what Keras computes with them."""
