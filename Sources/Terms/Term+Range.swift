extension Term {
  /// What the function that ends the term can give whatever it is given: 0…1 of σ and of its straight
  /// lines, −1…1 of tanh; nil for any other.
  package var range: ClosedRange<Double>? {
    switch outermostFunction {
    case Sigmoid.name, "hard_sigmoid", "hard_sigmoid_2": 0...1
    case Tanh.name, "hard_tanh": -1...1
    default: nil
    }
  }
}
