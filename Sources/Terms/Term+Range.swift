extension Term {
  /// What a function that ends the term can give whatever it is given: 0…1 of σ and of its straight
  /// lines, −1…1 of tanh; nil for any other.
  package var range: ClosedRange<Double>? {
    switch self {
    case .apply(let op, _) where op is Sigmoid: 0...1
    case .apply(let op, _) where op is Tanh: -1...1
    case .named(let function, _) where function.name.hasPrefix("hard_sigmoid"): 0...1
    case .named(let function, _) where function.name == "hard_tanh": -1...1
    default: nil
    }
  }
}
