import Tensors
import Terms

/// One C++17 header.
struct CppTarget: ExportTarget {
  let name = "cpp"
  let summary = "one C++17 header"
  let showsNumbers = false

  func files(_ export: Export) throws -> [ExportedFile] {
    let family = CFamily(export, isCpp: true)
    let (name, real) = (export.name, family.syntax.real)
    let plan = export.plan
    let weights = try weightPath(export, family)
    func array(_ value: Value) -> String { "std::array<\(real), \(value.shape.count)>" }
    let inputs = plan.inputs.map { "const \(array($0.value)) &\($0.name)" }
    let result = plan.outputs.count == 1 ? plan.outputs.map { array($0.value) }[0] : "Outputs"
    let file = export.fileName(or: "model.hpp")
    var lines = CppTarget.beginning(
      export.head("C++17") + [
        "", "  \(result) \(name)::predict(\(inputs.joined(separator: ", ")));", "",
        "Intermediate arrays belong to each thread by itself.",
        "Check it: c++ -std=c++17 -O3 -x c++ -DMODEL_SELF_CHECK \(file) && ./a.out",
      ], name)
    lines += ["namespace \(name) {", "namespace layers {", ""]
    lines += try family.body()
    lines += ["}  // namespace layers", ""]
    if weights != nil { lines += CppTarget.loader(family) }
    if !plan.states.isEmpty {
      lines += ["inline void reset() {", "  using namespace layers;"]
      lines += family.resetLines() + ["}", ""]
    }
    lines += pointers(export, family)
    if plan.outputs.count != 1 {
      lines += ["struct Outputs {"]
      lines += plan.outputs.map { "  \(array($0.value)) \($0.name);" } + ["};", ""]
    }
    lines += ["inline \(result) predict(\(inputs.joined(separator: ", "))) {"]
    lines.append("  \(result) results;")
    let given = plan.inputs.map { "\($0.name).data()" }
    let taken = plan.outputs.map {
      plan.outputs.count == 1 ? "results.data()" : "results.\($0.name).data()"
    }
    lines += ["  run(\((given + taken).joined(separator: ", ")));", "  return results;", "}", ""]
    lines += ["#ifdef MODEL_SELF_CHECK"]
    lines += family.selfCheck(
      named: "self_check", predict: "run", reset: plan.states.isEmpty ? nil : "reset",
      load: weights.map { "load(\(SafeText.quoted($0.file)))" })
    return try family.files(lines + CppTarget.ending(name), weightsAt: weights?.path)
  }

  /// What stands before everything else: what the header says of itself, and what it includes.
  static func beginning(_ head: [String], _ name: String) -> [String] {
    let guardName = "\(name.uppercased())_HPP"
    let headers = ["array", "cmath", "cstdint", "cstdio", "cstring"]
    return ["/*"] + head.map { $0.isEmpty ? "" : " " + SafeText.ascii($0) }
      + ["*/", "#ifndef \(guardName)", "#define \(guardName)", ""]
      + headers.map { "#include <\($0)>" }
      + ["", "#ifndef MODEL_BUFFER", "#define MODEL_BUFFER static thread_local", "#endif", ""]
  }

  /// The function that reads the weights, from outside of the layers' namespace.
  static func loader(_ family: CFamily) -> [String] {
    family.loader("load").map { line in
      line.replacing("(weights,", with: "(layers::weights,")
        .replacing("sizeof weights[0]", with: "sizeof layers::weights[0]")
    }
  }

  /// What stands behind the self-check.
  static func ending(_ name: String) -> [String] {
    [
      "#endif", "", "}  // namespace \(name)", "",
      "#if defined(MODEL_SELF_CHECK) && !defined(MODEL_NO_MAIN)",
      "int main() { return \(name)::self_check(); }", "#endif",
      "#endif  // \(name.uppercased())_HPP",
    ]
  }

  /// The calls of the layers, on plain pointers.
  private func pointers(_ export: Export, _ family: CFamily) -> [String] {
    let plan = export.plan
    let real = family.syntax.real
    let parameters =
      plan.inputs.map { "const \(real) *\($0.name)" }
      + plan.outputs.map { "\(real) *\($0.name)" }
    return ["/* The layers one after another. */"]
      + family.wrapped("inline void run(", parameters) + ["  using namespace layers;"]
      + family.calls(inputs: plan.inputs.map(\.name), outputs: plan.outputs.map(\.name))
      + ["}", ""]
  }
}
