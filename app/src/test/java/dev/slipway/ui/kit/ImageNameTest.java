package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "pytorch/pytorch:2.14.0-cuda13.0-cudnn9-runtime, pytorch 2.14.0 · CUDA 13.0",
        "docker.io/pytorch/pytorch:2.8.0-cuda12.6-cudnn9-devel, pytorch 2.8.0 · CUDA 12.6",
        "nvcr.io/nvidia/pytorch:26.08-py3, NGC pytorch 26.08",
        "quay.io/jupyter/pytorch-notebook:cuda13-latest, pytorch-notebook · CUDA 13",
        "tensorflow/tensorflow:2.19.0-gpu-jupyter, tensorflow 2.19.0",
        "localhost:5000/lab/torch:local, torch local",
        "busybox, busybox",
        "lab/torch@sha256:0123, torch"})
    void referencesGetShortNames(String reference, String expected) {
        assertEquals(expected, ImageName.inShort(reference));
    }

    @Property
    void anythingGetsAName(@ForAll String reference) {
        assertFalse(ImageName.inShort(reference) == null);
    }
}
