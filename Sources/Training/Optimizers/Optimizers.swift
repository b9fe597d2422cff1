/// Every optimizer there is, by the name of its file.
package enum Optimizers {
  package static let all: [any Optimizer.Type] = [
    Adadelta.self,
    Adagrad.self,
    Adam.self,
    AdamW.self,
    Adamax.self,
    Ftrl.self,
    Lamb.self,
    Lion.self,
    Nadam.self,
    RMSprop.self,
    SGD.self,
    ScheduleFreeAdamW.self,
  ]

  /// Keras' optimizers that are not computed here.
  package static let notComputed: Set<String> = [
    "Adafactor", "Muon", "MultiOptimizer",
  ]

  /// The optimizer of a class, or of its name in small letters; nil when there is none.
  package static func named(_ name: String) -> (any Optimizer.Type)? {
    all.first { $0.className == name || $0.className.lowercased() == name.lowercased() }
  }
}
