import Console
import Debugging

/// A group of values that an editor shows below a frame.
struct ValueScope {
  let name: String
  var hint: String?
  var isExpensive = false
  let values: [NamedValue]
}

/// The groups of a frame: what the equation reads and gives, its layer, states, weights, what goes into the model and
/// comes out, what is displayed, gradients.
struct Scopes {
  let console: Console
  let seen: FrameSeen
  let session: Session?
  let machine: Machine?

  init(_ console: Console, _ seen: FrameSeen) {
    (self.console, self.seen) = (console, seen)
    session = console.session
    // Before anything is fed, there are weights.
    machine = session?.anyMachine
  }

  func all() throws -> [ValueScope] {
    guard let session, let machine else { return [] }
    let isFed = session.machine != nil
    var scopes: [ValueScope] = []
    switch seen.part {
    case .equation(let frame):
      scopes.append(
        ValueScope(name: "Equation", hint: "locals", values: try equation(in: frame)))
      scopes.append(layer(frame, machine))
    case .layer(let frame): scopes.append(layer(frame, machine))
    case .model where isFed:
      scopes.append(ValueScope(name: "Layers", hint: "locals", values: layers(machine)))
    case .model: break
    }
    if isFed {
      scopes.append(ValueScope(name: "States", values: try states(machine)))
      scopes.append(ValueScope(name: "Inputs and outputs", values: ends(machine, session)))
      scopes.append(ValueScope(name: "Displays", values: displays))
      scopes.append(ValueScope(name: "Gradients", isExpensive: true, values: gradients(machine)))
    }
    if session.unfed?.isBare != true {
      scopes.append(ValueScope(name: "Weights", isExpensive: true, values: weights(machine)))
    }
    return scopes
  }
}
