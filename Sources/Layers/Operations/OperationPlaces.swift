/// Where Keras 3's functions take the settings of an operation that stand in a call without a name.
///
/// Keras writes them into the config; other writers of its format pass them on as they were given.
enum OperationPlaces {
  /// The place of a setting in the call of an operation; nil where it has none.
  static func place(of names: [String], in operation: String) -> Int? {
    guard let settings = settings[operation] else { return nil }
    return settings.firstIndex { names.contains($0) }.map { $0 + 1 }
  }

  /// The settings after the one operand, in the order of the function of Keras.
  private static let settings: [String: [String]] = {
    var result: [String: [String]] = [:]
    for (operations, settings) in groups {
      for operation in operations { result[operation] = settings }
    }
    return result
  }()

  private static let groups: [(operations: [String], settings: [String])] = [
    (["Cast", "ZerosLike", "OnesLike"], ["dtype"]),
    (["ConvertToTensor"], ["dtype", "sparse", "ragged"]),
    (["Reshape"], ["newshape"]),
    (["BroadcastTo"], ["shape"]),
    (["Transpose"], ["axes"]),
    (
      [
        "ExpandDims", "Squeeze", "Flip", "Concatenate", "Stack", "Softmax", "LogSoftmax", "Sort",
        "Argsort", "Sparsemax",
      ], ["axis"]
    ),
    (
      ["Any", "All", "Sum", "Mean", "Amax", "Amin", "Argmax", "Argmin", "Median"],
      ["axis", "keepdims"]
    ),
    (["Prod"], ["axis", "keepdims", "dtype"]),
    (["Cumsum", "Cumprod"], ["axis", "dtype"]),
    (["TopK"], ["k", "sorted"]),
    (["Diff"], ["n", "axis"]),
    (["Max", "Min"], ["axis", "keepdims", "initial"]),
    (["Gelu"], ["approximate"]),
    (["Elu"], ["alpha"]),
    (["LeakyRelu"], ["negative_slope"]),
    (["Round"], ["decimals"]),
  ]
}
