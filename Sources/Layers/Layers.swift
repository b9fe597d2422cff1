// What Keras' layers compute, as equations.
//
// A `Layer` reads its `Config`, says which weights it has, and writes its equations to `Equations`
// when it is called; a file of `Kinds` is a layer, a file of `Activations` a function, a line of
// `OperationRules` an operation between layers. They speak of one sample: where Keras counts the
// batch as axis 0, the axis is taken off here, and what would mix samples is refused.
//
// A mask travels beside its tensor in a `Signal`. What becomes of it is part of what a layer is,
// and differs between versions of Keras more than anything else does; a layer that must know asks
// `Config.version`, and says in its comment what differs.
//
// Layers do as in training where `eq.isTraining` says so; what is not computed then is told by their
// `trainingRemark`. Weights are not made, only asked for by name, and never reshaped to fit.
