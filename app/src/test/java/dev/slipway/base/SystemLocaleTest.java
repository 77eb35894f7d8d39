package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemLocaleTest {

    @ParameterizedTest
    @CsvSource({
        // Java fell back to English, and the variables say what was wanted.
        "en, LANG=zh_CN.UTF-8, zh-CN",
        "en, LANG=zh_CN, zh-CN",
        "en, LANG=zh, zh-CN",
        "en, LANG=zh-Hans, zh-CN",
        "en, LANG=zh_CN.UTF-8@pinyin, zh-CN",
        "en, LC_ALL= LC_MESSAGES=zh_CN.UTF-8 LANG=en_US.UTF-8, zh-CN",
        "en, LC_ALL=en_US.UTF-8 LC_MESSAGES=zh_CN.UTF-8 LANG=zh_CN.UTF-8, en",
        "en, LC_ALL=C.UTF-8 LANG=zh_CN.UTF-8, en",
        "en, '', en",
        "en, LANG=zhuang, en",
        // There is one Chinese: who reads traditional characters reads it more easily than English.
        "en, LC_ALL=zh_TW.UTF-8 LANG=en_US.UTF-8, zh-CN",
        "en, LANG=zh_HK, zh-CN",
        "zh-TW, LANG=zh_TW.UTF-8, zh-TW",
        // What Java understood stays.
        "de, LANG=zh_CN.UTF-8, de",
        "zh-CN, LANG=C, zh-CN",
        // LANGUAGE counts before the locale, in its order, but not in the locale C.
        "en-US, LANG=en_US.UTF-8 LANGUAGE=zh_CN:en, zh-CN",
        "en-US, LANG=en_US.UTF-8 LANGUAGE=en_US:zh_CN, en-US",
        "zh-CN, LANG=zh_CN.UTF-8 LANGUAGE=en_GB:zh, en",
        "de, LANG=de_DE.UTF-8 LANGUAGE=de:zh-Hans:en, zh-CN",
        "en, LANG=C LANGUAGE=zh_CN, en",
        "en, LANG=C.UTF-8 LANGUAGE=zh_CN, en",
        "en, LANGUAGE=zh_CN, en",
        "zh-CN, LANG=zh_CN.UTF-8 LANGUAGE=::fr, zh-CN",
    })
    void theVariablesSayWhichLanguageIsWanted(String java, String variables, String expected) {
        var env = Arrays.stream(variables.split(" ")).filter(one -> !one.isEmpty()).map(one -> one.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertEquals(Locale.forLanguageTag(expected), Texts.systemLocale(Locale.forLanguageTag(java), env));
    }

    @ParameterizedTest
    @CsvSource({"zh, zh-CN", "zh-CN, zh-CN", "zh-Hans, zh-CN", "zh-Hans-SG, zh-CN", "zh-TW, zh-CN", "zh-Hant, zh-CN",
        "en-GB, en", "de, en", "und, en"})
    void everyChineseIsSimplifiedChineseAndAllElseEnglish(String locale, String expected) {
        assertEquals(Locale.forLanguageTag(expected), Texts.load(Locale.forLanguageTag(locale)).language());
    }
}
