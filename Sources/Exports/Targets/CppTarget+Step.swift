/// A step of training as one C++17 header.
extension CppTarget: StepTarget {
  func files(_ export: StepExport) throws -> [ExportedFile] {
    let family = CFamily(export, isCpp: true)
    let (name, real) = (export.base.name, family.syntax.real)
    let weights = try weightPath(export.base, family)
    let file = export.base.fileName(or: "model.hpp")
    let parameters = family.stepParameters(export).joined(separator: ", ")
    var head = export.head("C++17")
    head += [
      "", "  \(real) \(name)::train_step(\(parameters));", "",
      "gives the loss before the step and changes the weights and what the optimizer keeps.",
      "Arrays of a batch have one sample behind the other; one thread at a time may call it.",
    ]
    head += family.batchRemark(export)
    head.append("Check it: c++ -std=c++17 -O3 -x c++ -DMODEL_SELF_CHECK \(file) && ./a.out")
    var lines = CppTarget.beginning(head, name)
    lines += family.batchLimit(export) + ["namespace \(name) {", "namespace layers {", ""]
    let layers = export.steps.plan.routines.map(family.layer)
    lines += try family.body(of: layers) + ["}  // namespace layers", ""]
    if weights != nil { lines += CppTarget.loader(family) }
    lines += ["/* One step of fit on a batch: gives the loss before it. */"]
    lines += family.trainStep(
      export, layers, head: "inline \(real) train_step(", first: ["using namespace layers;"])
    lines += ["#ifdef MODEL_SELF_CHECK"]
    lines += family.stepCheck(
      export, named: "self_check", train: "train_step",
      load: weights.map { "load(\(SafeText.quoted($0.file)))" })
    return try family.files(lines + CppTarget.ending(name), weightsAt: weights?.path)
  }
}
