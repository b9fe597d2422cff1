/// How often `fit` of tf.keras goes through the Python code of a step before the graph that it then runs is made.
///
/// Twice where variables are made on the way: metrics of a `.keras`, which are not made when it is loaded, and all of a model that
/// was compiled just now. What the code counts in Python stands in the graph as it was then.
package enum Tracing: Sendable, Hashable {
  case once, twice
}
