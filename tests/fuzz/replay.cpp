// Feeds a fuzz target what libFuzzer would, without libFuzzer: each seed, and each truncation of it.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "kiosk/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// A long seed is cut at this many places, evenly spread.
constexpr std::size_t most_cuts = 256;

// A heap block of the exact size: a sanitizer sees the first byte read beyond it.
void feed(std::string_view input) {
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int count, char** words) {
    std::size_t inputs = 0;
    for (int word = 1; word < count; ++word)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(words[word])) {
            if (!entry.is_regular_file()) continue;
            const auto seed = landfall::read_file(entry.path());
            if (!seed) {
                std::fprintf(stderr, "%s\n", seed.error().c_str());
                return 1;
            }
            const std::size_t step = seed->size() / most_cuts + 1;
            for (std::size_t length = 0; length < seed->size(); length += step, ++inputs)
                feed(std::string_view(*seed).substr(0, length));
            feed(*seed);
            ++inputs;
        }
    std::printf("%zu inputs\n", inputs);
    return inputs > 0 ? 0 : 1;
}
