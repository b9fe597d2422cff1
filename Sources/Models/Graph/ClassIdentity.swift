import Containers

/// Whose class it is that a file names: Keras' own, or one of the author's.
///
/// Keras names the module of a class from version 2.12 on, and none for an author's. What stands in
/// an .h5 is the class' name alone, with a package before it where it was registered: there a class
/// of the author's that is called like one of Keras' cannot be told from it.
struct ClassIdentity {
  /// The name without a package: `Scale` for `mine>Scale`.
  let name: String
  let isKeras: Bool
  /// The module or package that it is told to come from.
  let origin: String?

  init(_ json: JSON, className: String) {
    let own = className.split(separator: ">").last.map(String.init) ?? className
    name = own
    let registered = json["registered_name"]?.stringValue
    let package = (registered ?? className).split(separator: ">").dropLast().first
    let isRenamed = registered.map { !$0.contains(">") && $0 != own } ?? false
    origin =
      isRenamed
      ? registered.map { "registered as \($0.onOneLine)" }
      : json["module"]?.stringValue ?? package.map(String.init)
    // A class of Keras' is registered by its name, in the package keras, or not at all.
    let isForeign =
      isRenamed
      || [className, registered ?? ""].contains { word in
        word.contains(">") && !word.hasPrefix("keras>") && word != ClassIdentity.inNoPackage
      }
    switch json["module"] {
    case .string(let module):
      let root = module.split(separator: ".").first ?? ""
      isKeras = ClassIdentity.roots.contains(String(root)) && !isForeign
    case .null: isKeras = registered == nil && !isForeign
    default: isKeras = !isForeign
    }
  }

  /// Why nothing of the class can be computed.
  var reason: String {
    let place = origin.map { " (\($0))" } ?? ""
    return "\(name) is a class of its author's own\(place), not one of Keras', "
      + "and its code is not in the file"
  }

  /// A class of Keras 2's that it registers as an author does who names no package.
  private static let inNoPackage = "Custom>CustomScaleLayer"

  private static let roots = ["keras", "tf_keras", "tensorflow", "builtins"]
}
