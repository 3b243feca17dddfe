/**
 * A job that fails by itself: the same way each time, so that no other target could help. Berth
 * calls that an application failure.
 */
void main() {
  IO.println("reading the training data");
  System.err.println("column 'label' is missing from the training data");
  System.exit(3);
}
