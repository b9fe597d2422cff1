import Equations
import Terms

/// The values of a program that numbers may be of.
enum OtherValues {
  /// The results of equations, `lstm.f` over time and `lstm@2.f` at each timestep, and outputs.
  static func places(of program: Program) -> [String] {
    var seen: Set<String> = []
    var places: [String] = []
    for equation in program.equations where program.frames.indices.contains(equation.frame) {
      let path = program.frames[equation.frame].path
      let name = equation.result.name.ascii
      places.append("\(path).\(name)")
      let loops = program.loops(equation.scan)
      guard loops.count == 1, let steps = loops.first.map({ program.scans[$0].steps }) else {
        continue
      }
      places += (0..<min(steps, 100)).map { "\(path)@\($0).\(name)" }
    }
    return places.filter { seen.insert($0).inserted }
  }
}
