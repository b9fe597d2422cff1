import Containers
import Equations
import Tensors
import Training

extension Aim.Judged {
  /// How the losses of places and samples become one number.
  package enum Averaging: Sendable { case sum, mean, meanByWeights }

  package var averaging: Averaging {
    switch loss.loss.reduction {
    case .sum, .none: .sum
    case .mean, .sumOverBatchSize: .mean
    case .meanWithSampleWeight: .meanByWeights
    }
  }

  /// What the loss of this output is multiplied with before the outputs' are added up; nil: 1.
  package var weight: Double? { loss.weight }
}

extension Model {
  /// What regularizers say of the weights that a program reads, in the order in which they are added to the loss:
  /// `dense/kernel`, `L2(l2=0.01)`.
  package func penalized(in program: Program) -> [(path: String, title: String)] {
    trainableVariables.compactMap { variable in
      guard let json = variable.regularizer, let identity = variable.weight.identity,
        program.weights.contains(where: { $0.source.identity == identity })
      else { return nil }
      return (variable.path, Model.title(of: json))
    }
  }

  /// `L2(l2=0.01)`.
  private static func title(of json: JSON) -> String {
    let name = json.stringValue ?? json["class_name"]?.stringValue ?? "regularizer"
    let settings = (json["config"]?.objectValue ?? [:]).compactMap { key, value in
      value.doubleValue.map { "\(key)=\(NumberFormat.exact(Double(Float($0)), .float32))" }
    }
    return settings.isEmpty ? name : "\(name)(\(settings.joined(separator: ", ")))"
  }
}
