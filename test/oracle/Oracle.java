import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.util.bash.BashJavaUtils;
import org.apache.flink.util.TimeUtils;

/**
 * Asks Flink's own classes many questions in one JVM: one a line on standard input, one answer a line.
 * A question is a command of BashJavaUtils and a configuration directory, or "duration" or "memory-size" and a text,
 * separated by a tab. An answer is "accepted" or "rejected" and what Flink says, separated by tabs.
 */
public class Oracle {
    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = questions.readLine()) != null; ) {
            String[] question = line.split("\t", -1);
            answers.println(answer(question[0], question[1]));
        }
    }

    private static String answer(String command, String subject) throws ReflectiveOperationException {
        try {
            return "accepted\t" + switch (command) {
                case "duration" -> TimeUtils.parseDuration(subject).toString();
                case "memory-size" -> Long.toString(MemorySize.parseBytes(subject));
                default -> bashJavaUtils(command, subject);
            };
        } catch (InvocationTargetException e) {
            return rejected(e.getCause());
        } catch (IllegalArgumentException e) {
            return rejected(e);
        }
    }

    /** What BashJavaUtils.main does for one command, without its printing. */
    private static String bashJavaUtils(String command, String directory) throws ReflectiveOperationException {
        Class<?> commands = Class.forName(BashJavaUtils.class.getName() + "$Command");
        Method runCommand = BashJavaUtils.class.getDeclaredMethod("runCommand", commands, String[].class);
        runCommand.setAccessible(true);
        Object constant = Arrays.stream(commands.getEnumConstants()).filter(c -> c.toString().equals(command)).findFirst().orElseThrow();
        Object output = runCommand.invoke(null, constant, new String[] {"--configDir", directory});
        return String.join("\t", ((List<?>) output).stream().map(Object::toString).toList());
    }

    private static String rejected(Throwable reason) {
        return "rejected\t" + String.valueOf(reason.getMessage()).replaceAll("\\s+", " ");
    }
}
