import Debugging
import Equations
import Expressions
import Models
import Terminal
import Views

/// `graph`: the model as boxes and lines.
struct GraphCommand: Command {
  let names = ["graph"]
  let group = CommandGroup.model
  let reach = Reach.looks
  let summary = "draw the model as boxes and lines, with the place where one stands"
  let usage = ["graph", "graph LAYER"]
  let example = ["feed [0, 1]", "step", "graph"]
  let details = """
    From top to bottom, each layer call below all that it reads; a line that crosses another one \
    goes on behind it. Each box has the call's name, what it is, and the shape of its output. The \
    call where one stands has a heavy border and an arrow. A model inside the model is one box: \
    graph NAME draws what is in it. What is too wide for the screen is written as a list.
    """
  let completion = Completion.Kind.location

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let layer = try model(arguments, session.model)
    let shapes = OutputShapes(session.model)
    let graph = CallGraph(layer, path: arguments, shapes: shapes)
    let picture = GraphPicture(
      graph: graph, current: current(session, graph), width: max(console.width, 24),
      usesASCII: console.settings.ascii)
    let lines = picture.lines() + remarks(graph, shapes, console)
    console.output.page(lines, pages: console.isInteractive)
  }

  /// The model that a path names; the whole one without.
  private func model(_ path: String, _ model: Model) throws(CommandError) -> ModelLayer {
    guard !path.isEmpty else { return model.layer }
    let all = GraphCommand.models(in: model.layer, path: "")
    if let found = all.first(where: { $0.path == path }) { return found.layer }
    let near = nearest(to: path, in: all.map(\.path)).map { "Did you mean \($0)?" }
    let names = all.map(\.path.visible).joined(separator: ", ")
    throw CommandError(
      "there is no model \(path.visible) inside \(model.name.visible)",
      hint: near ?? (all.isEmpty ? "graph alone draws all of it" : "There are: \(names)"))
  }

  /// The models inside a model, by the paths of their calls.
  private static func models(
    in layer: ModelLayer, path: String
  ) -> [(path: String, layer: ModelLayer)] {
    layer.graph.nodes.flatMap { node -> [(path: String, layer: ModelLayer)] in
      guard let inner = node.layer as? ModelLayer else { return [] }
      return node.calls.indices.flatMap { call -> [(path: String, layer: ModelLayer)] in
        let own = (path.isEmpty ? "" : path + "/") + node.name + (call == 0 ? "" : "#\(call + 1)")
        return [(own, inner)] + models(in: inner, path: own)
      }
    }
  }

  /// The call around the equation where one stands.
  private func current(_ session: Session, _ graph: CallGraph) -> Int? {
    guard let machine = session.machine, let stack = session.machine?.stack else { return nil }
    for frame in stack where machine.program.frames.indices.contains(frame.frame) {
      let path = machine.program.frames[frame.frame].path
      if let call = graph.calls.firstIndex(where: { $0.path == path }) { return call }
    }
    return nil
  }

  /// What the boxes cannot say: models to look into, calls that share weights, where a walk ends.
  private func remarks(_ graph: CallGraph, _ shapes: OutputShapes, _ console: Console) -> [String] {
    let models = graph.calls.filter(\.isModel).map { "graph \($0.path.visible)" }
    let shared = graph.calls.compactMap { call in
      call.first.map { "\(call.name.visible) is another call of \($0.visible): the same weights" }
    }
    var texts: [String] = []
    if !models.isEmpty { texts.append("\(models.joined(separator: ", ")) shows what is inside") }
    if let obstacle = shapes.obstacle {
      texts.append("a walk ends before \(obstacle.path.visible) (\(obstacle.kind.visible))")
    }
    return (texts + shared).flatMap { $0.wrapped(after: "  ", to: console.width) }.map {
      $0.marked(.dim)
    }
  }
}
