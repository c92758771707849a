"""Common given names, with the pronoun that usually follows: evidence that a name is a person's."""

from bot.extraction.words import words

MASCULINE = words(
    """
    Aaron Abdul Abdullah Abraham Adam Adrian Ahmed Alan Albert Alejandro Aleksandr Alexander Alexei Alfred Ali Allen
    Amir Anders André Andreas Andrei Andrew Andriy Angelo Anthony Antonio Antony Arjun Arnold Arthur Ashraf Barack
    Barry Ben Benjamin Benito Bernard Bernie Bill Billy Bob Bobby Boris Brad Bradley Brandon Brett Brian Bruce Bruno
    Bryan Carl Carlos Chad Charles Charlie Chris Christian Christoph Christopher Chuck Claudio Clive Colin Craig
    Curtis Daisuke Dale Damien Dan Daniel Darren Dave David Dean Dennis Derek Diego Dieter Dirk Dmitri Dmitry Dominic
    Don Donald Doug Douglas Duncan Dustin Dwight Earl Ed Eddie Eduardo Edward Edwin Elias Emmanuel Enrique Eric Erik
    Ernest Ethan Eugene Evan Farid Felipe Felix Fernando Francesco Francis Francisco François Frank Franz Fred
    Frederick Friedrich Gabriel Gareth Gary Gavin Geoff Geoffrey George Gerald Gerhard Gilbert Giorgio Giovanni
    Giuseppe Glenn Gordon Graham Greg Gregory Guido Gunther Guy Hamid Hans Harold Harry Harvey Hassan Heinrich Henri
    Henry Herbert Hiroshi Howard Hugh Hugo Hussein Ian Ibrahim Igor Isaac Ivan Jack Jacob Jacques Jake James Jamie Jan
    Jason Javier Jay Jean Jeff Jeffrey Jeremy Jerome Jerry Jesse Jesús Jim Jimmy Joachim Joe Joel John Johnny Jon
    Jonathan Jordan Jorge Josef Joseph Josh Joshua José Juan Julian Julio Justin Jürgen Karl Keith Ken Kenneth Kenji
    Kevin Khalid Kumar Kurt Kyle Lance Larry Lars Lawrence Lee Leo Leon Leonard Lewis Liam Lloyd Louis Luca Lucas Luis
    Luke Manuel Marc Marcel Marco Marcus Mario Mark Markus Martin Marvin Massimo Matt Matteo Matthew Maurice Max
    Michael Michel Miguel Mikhail Mike Milan Mitch Mohamed Mohammed Muhammad Mustafa Naoki Narendra Nathan Neil
    Nicholas Nick Nicolas Nigel Nikolai Noah Norman Oleg Oleksandr Oliver Olaf Omar Oscar Otto Pablo Paolo Pascal Pat
    Patrick Paul Pavel Pedro Pete Peter Petr Phil Philip Phillip Pierre Piotr Rafael Raj Rajesh Ralph Ramón Randy Raúl
    Ray Raymond Reza Ricardo Rich Richard Rick Rob Robert Roberto Robin Rod Roger Roland Roman Ron Ronald Ross Roy
    Russell Ryan Salvatore Sam Samir Samuel Scott Sean Sebastian Serge Sergei Sergey Sergio Seth Shane Shaun Shinzo
    Sidney Simon Stanley Stefan Stephen Steve Steven Stuart Taro Ted Terry Theo Theodore Thomas Tim Timothy Toby Todd
    Tom Tomás Tommy Tony Trevor Tyler Umar Victor Viktor Vincent Vladimir Volodymyr Walter Warren Wayne Werner Will
    William Willy Wolfgang Xavier Yasser Yusuf Yves Zachary
    """
)

FEMININE = words(
    """
    Abigail Agnes Aisha Alexandra Alice Alicia Alison Allison Amanda Amber Amelia Amina Amy Ana Andrea Angela Angelina
    Anita Ann Anna Anne Annette Antonia Ashley Astrid Audrey Barbara Beatriz Becky Beth Betty Beverly Birgit Bonnie
    Brenda Brigitte Brittany Camilla Carla Carmen Carol Caroline Carolyn Catherine Cathy Cecilia Charlotte Chelsea
    Cheryl Chloe Christina Christine Cindy Claire Clara Claudia Colleen Connie Courtney Crystal Cynthia Daniela
    Danielle Dawn Deborah Debra Denise Diana Diane Dolores Donna Dora Doris Dorothy Edith Eileen Elaine Elena Eleanor
    Elisabeth Elizabeth Ellen Elsa Emily Emma Erica Erika Erin Esther Eva Evelyn Fatima Fiona Florence Frances
    Françoise Gabriela Gail Georgia Gina Giulia Gloria Grace Greta Hannah Harriet Heather Heidi Helen Helena Hillary
    Holly Ilse Ines Ingrid Irene Irina Isabel Isabella Jackie Jacqueline Jane Janet Janice Jeanne Jen Jennifer Jenny
    Jessica Jill Joan Joanna Jocelyn Josephine Joy Joyce Juanita Judith Judy Julia Julie Karen Karin Kate Katharina
    Katherine Kathleen Kathryn Kathy Katie Kayla Keiko Kelly Kim Kimberly Kirsten Krista Kristen Kristina Laura Lauren
    Leila Lena Leslie Lillian Linda Lisa Lois Loretta Lori Louise Lucia Lucy Luisa Lydia Lynn Madeleine Maggie
    Margaret Margarita Maria Marie Marilyn Marina Marta Martha Mary Maureen Megan Melanie Melissa Mercedes Michelle
    Miriam Molly Monica Monika Nadia Nancy Naomi Natalia Natalie Natasha Nicole Nina Nora Norma Olga Olivia Pamela
    Patricia Paula Pauline Peggy Penny Petra Phyllis Priya Rachel Rebecca Regina Renate Rita Roberta Rosa Rose
    Rosemary Ruth Sabine Sally Samantha Sandra Sara Sarah Shannon Sharon Sheila Shirley Silvia Simone Sofia Sonia
    Sophia Sophie Stacy Stella Stephanie Sue Susan Susanne Suzanne Svetlana Sylvia Tamara Tanya Tara Tatiana Teresa
    Theresa Tiffany Tina Tracy Ursula Valentina Valerie Vanessa Vera Veronica Victoria Virginia Wendy Yolanda Yuki
    Yulia Yvonne Zoe
    """
)

EITHER = words(
    """
    Alex Ariel Bailey Blake Cameron Casey Charlie Chris Dana Drew Frankie Jamie Jess Jordan Jules Kai Kerry Kim Lee
    Leslie Lindsey Logan Morgan Pat Quinn Reese Riley Robin Rowan Sam Sasha Shannon Sidney Stacy Taylor Terry Tracy
    """
)
