// The one main function of every test binary.
#define BOOST_TEST_MODULE landfall
#include <boost/test/unit_test.hpp>
