package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemLocaleTest {

    @ParameterizedTest
    @CsvSource({
        "en, '', zh_CN.UTF-8, zh-CN",
        "en, zh_TW.UTF-8, en_US.UTF-8, zh-CN",
        "en, C.UTF-8, zh_CN.UTF-8, en",
        "en, '', '', en",
        "de, '', zh_CN.UTF-8, de",
        "zh-CN, '', C, zh-CN",
    })
    void theVariablesCountWhereJavaFellBackToEnglish(String java, String all, String lang, String expected) {
        var env = new HashMap<String, String>();
        env.put("LC_ALL", all);
        env.put("LANG", lang);
        assertEquals(Locale.forLanguageTag(expected), Texts.systemLocale(Locale.forLanguageTag(java), env));
    }
}
