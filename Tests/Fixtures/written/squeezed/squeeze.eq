# tf.squeeze(x, axis=1): the batch is no axis here.
layer Squeeze
y = squeeze(x)
