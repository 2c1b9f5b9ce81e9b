/** As Maven Surefire writes it with `rerunFailingTestsCount`. */
export const surefire = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="shop.PriceTest" time="1,000.5" tests="2" errors="0" skipped="1" failures="1"
  timestamp="2025-03-10T12:00:00Z">
  <properties><property name="java.version" value="21"/></properties>
  <testcase name="rounds" classname="shop.PriceTest" time="0.25"/>
  <testcase name="discounts" classname="shop.PriceTest" time="0.5">
    <failure message="expected: &lt;1&gt;" type="AssertionError"><![CDATA[at PriceTest.java:7]]></failure>
    <rerunFailure message="again"><stackTrace>at PriceTest.java:7</stackTrace></rerunFailure>
    <system-out>noise</system-out>
  </testcase>
  <testcase name="converts @slow" classname="shop.PriceTest" time="0.1">
    <flakyFailure type="AssertionError"><stackTrace>first try</stackTrace></flakyFailure>
  </testcase>
  <testcase name="later" classname="shop.PriceTest" file="PriceTest.java"><skipped/></testcase>
</testsuite>`;
