package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.catalog.BundledCatalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
    private static final Products PRODUCTS = new Products(BundledCatalog.load().facts());

    /** Names as drivers print them; capabilities from NVIDIA's list. */
    @ParameterizedTest
    @CsvSource({"NVIDIA GeForce RTX 4090, 8.9, false", "NVIDIA GeForce RTX 4060 Laptop GPU, 8.9, false",
            "NVIDIA GeForce GTX 1080 Ti, 6.1, false", "GeForce GTX 1660 SUPER, 7.5, false",
            "NVIDIA GeForce RTX 2080 with Max-Q Design, 7.5, false", "NVIDIA A100-SXM4-80GB, 8.0, true",
            "NVIDIA A100 80GB PCIe, 8.0, true", "Tesla V100-SXM2-16GB, 7.0, true", "Tesla T4, 7.5, true",
            "NVIDIA H100 80GB HBM3, 9.0, true", "NVIDIA H200, 9.0, true", "NVIDIA L40S, 8.9, true",
            "NVIDIA RTX A6000, 8.6, false", "NVIDIA RTX 6000 Ada Generation, 8.9, false",
            "Quadro RTX 6000, 7.5, false", "Tesla K80, 3.7, true", "Tesla P100-PCIE-16GB, 6.0, true",
            "NVIDIA GeForce RTX 5090, 12.0, false", "NVIDIA B200, 10.0, true", "NVIDIA A10, 8.6, true",
            "NVIDIA RTX PRO 6000 Blackwell Workstation Edition, 12.0, false", "NVIDIA GeForce MX150, '', false",
            "NVIDIA GeForce RTX 40900, '', false", "'', '', false", "NVIDIA, '', false"})
    void tellsCapabilityAndClassFromTheName(String name, String capability, boolean dataCentre) {
        var gpu = Machines.gpu(0, name, null);
        assertEquals(capability, PRODUCTS.capability(gpu).map(Object::toString).orElse(""));
        assertEquals(dataCentre, PRODUCTS.isDataCentre(gpu));
    }
}
